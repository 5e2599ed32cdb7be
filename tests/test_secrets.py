"""Every kind of secret has an example that is found and one that only looks like it; secrets are not repeated in messages and masks."""

import json
import re
from pathlib import Path

import pytest

from cardlint.findings.secrets.find import SEEN, find_secrets, signs
from cardlint.findings.secrets.formats import formats
from cardlint.findings.secrets.mask import Mask, mask, mask_data
from cardlint.output.log_stream import masked_for_a_stream
from cardlint.rules import find
from cardlint.rules.body.exposed_secret import RULE

ROOT = Path(__file__).parents[1]

# Concatenated, because scanners of this repository would report complete tokens.
MIXED = "q7Zp2M4n8V6t3R5wQ7zPq9Xc1B2n" * 5
HEX = "7f3a9c0e5b1d8246" * 6


def mixed(length: int) -> str:
    return MIXED[:length]


def hexadecimal(length: int) -> str:
    return HEX[:length]


FOUND = {
    "behind an escaped line end": "\\nhf_" + mixed(34),
    "in an encoded address": "%20hf_" + mixed(34),
    "in italics": "_hf_" + mixed(34) + "_",
    "password without a user": "redis://:" + mixed(20) + "@host.name:6379",
    "PGP key": "-----BEGIN PGP PRIVATE " + "KEY BLOCK-----\n" + mixed(64),
    "Hugging Face token": "login('hf_" + mixed(34) + "')",
    "Hugging Face organization token": "api_" + "org_" + mixed(34),
    "OpenAI project key": "sk-" + "proj-" + mixed(30) + "_" + mixed(30),
    "OpenAI service account key": "sk-" + "svcacct-" + mixed(60),
    "OpenAI admin key": "sk-" + "admin-" + mixed(60),
    "Anthropic key": "sk-" + "ant-api03-" + mixed(60) + "-AA",
    "OpenRouter key": "sk-" + "or-v1-" + hexadecimal(64),
    "DeepSeek key": "sk-" + hexadecimal(32),
    "Google API key": "AIza" + mixed(35),
    "Google access token": "ya29." + "a0" + mixed(60),
    "Google access token of a service": "ya29." + "c." + mixed(60),
    "Google refresh token": "1//" + "0" + mixed(60),
    "Google client secret": "GOCSPX-" + mixed(28),
    "AWS key": "AKIA" + "Q7ZP2M4N8V6T3R5W",
    "AWS secret key in the environment": "AWS_SECRET_" + "ACCESS_KEY=" + mixed(19) + "/" + mixed(20),
    "AWS secret key in a profile": "aws_secret_" + "access_key = " + mixed(19) + "+" + mixed(20),
    "AWS secret key in JSON": '"Secret' + 'AccessKey": "' + mixed(40) + '"',
    "AWS secret key in boto3": 'boto3.client("s3", aws_secret_' + 'access_key="' + mixed(40) + '")',
    "AWS secret key in JSON in quotes": '\\"Secret' + 'AccessKey\\": \\"' + mixed(40) + '\\"',
    "AWS secret key in words": "Secret access " + "key: " + mixed(40),
    "AWS secret key in a table": "| Secret Access " + "Key | " + mixed(40) + " |",
    "AWS secret key in os.environ": "os.environ['AWS_SECRET_" + "ACCESS_KEY'] = '" + mixed(40) + "'",
    "AWS secret key for a command": "aws configure set aws_secret_" + "access_key " + mixed(40),
    "GitHub token": "ghp_" + mixed(36),
    "GitHub fine-grained token": "github_pat_" + mixed(22) + "_" + mixed(59),
    "GitLab token": "glpat-" + mixed(20),
    "Groq key": "gsk_" + mixed(52),
    "npm token": "npm_" + mixed(36),
    "NVIDIA key": "nvapi-" + mixed(64),
    "PyPI token": "pypi-" + "AgEIcHlwaS5vcmc" + mixed(70),
    "Replicate token": "r8_" + mixed(37),
    "Slack token": "xoxb-" + "271828182845-" + mixed(24),
    "Slack app token": "xapp-" + "1-A0B1C2D3E4F-123456-" + hexadecimal(40),
    "Slack webhook": "https://hooks." + "slack.com/services/T0AB12CD3/B0EF45GH6/" + mixed(24),
    "Slack workflow": "https://hooks." + "slack.com/workflows/T0AB12CD3/A0EF45GH6/" + mixed(24),
    "Discord webhook": "https://discord" + ".com/api/webhooks/112233445566778899/" + mixed(68),
    "Discord webhook of old": "https://discordapp" + ".com/api/webhooks/112233445566778899/" + mixed(68),
    "Discord bot token": "A Discord bot: client.run('MTEy" + "MjMzNDQ1NTY2Nzc4ODk5." + "GxYz1a." + mixed(38) + "')",
    "Discord bot token that ends a sentence": "Discord: MTEy" + "MjMzNDQ1NTY2Nzc4ODk5." + "GxYz1a." + mixed(38) + ".",
    "Discord user token": "mfa." + mixed(84),
    "Discord webhook of a version": "https://discord" + ".com/api/v10/webhooks/112233445566778899/" + mixed(68),
    "Slack webhook for governments": "https://hooks." + "slack-gov.com/services/T0AB12CD3/B0EF45GH6/" + mixed(24),
    "Telegram bot token": "TOKEN = '7123456789:" + "AA" + mixed(33) + "'",
    "Stripe secret key": "sk_" + "live_" + mixed(24),
    "Stripe restricted key": "rk_" + "live_" + mixed(99),
    "Stripe test key": "sk_" + "test_" + mixed(24),
    "Stripe webhook secret": "whsec_" + mixed(32),
    "SendGrid key": "SG." + mixed(22) + "." + mixed(43),
    "Databricks token": "dapi" + hexadecimal(32),
    "Azure storage key": "DefaultEndpointsProtocol=https;AccountName=a;Account" + "Key=" + mixed(86) + "==",
    "Azure storage key by name": "AZURE_STORAGE_" + "KEY: " + mixed(86) + "==",
    "Azure OpenAI key": 'AZURE_OPENAI_' + 'KEY="' + hexadecimal(32) + '"',
    "Azure subscription key": "Ocp-Apim-Subscription-" + "Key: " + hexadecimal(32),
    "Azure access signature in HTML": "https://a.blob.core.windows.net/c?sv=2&amp;" + "sig=" + mixed(43) + "%3D",
    "Azure access signature at first": "https://a.blob.core.windows.net/c?" + "sig=" + mixed(43) + "%3D&sv=2",
    "Azure Service Bus key": "Endpoint=sb://a.servicebus.windows.net/;SharedAccess" + "Key=" + mixed(43) + "=",
    "Azure client secret": "abc8" + "Q~" + mixed(34),
    "Azure access signature": "https://a.blob.core.windows.net/c/x.png?sv=2022-11-02&se=2030&sig=" + mixed(43) + "%3D",
    "Weights & Biases key in the environment": "export WANDB_" + "API_KEY=" + hexadecimal(40),
    "Weights & Biases key in code": "wandb.login(key='" + hexadecimal(40) + "')",
    "Weights & Biases key as an attribute": "wandb.api_" + "key = '" + hexadecimal(40) + "'",
    "Weights & Biases key behind another argument": "wandb.login(relogin=True, " + "key='" + hexadecimal(40) + "')",
    "Weights & Biases key in JSON": 'wandb.login(key=\\"' + hexadecimal(40) + '\\")',
    "Weights & Biases key in YAML": "wandb:\n  api_" + "key: " + hexadecimal(40),
    "Weights & Biases key in .netrc": "machine api.wandb.ai login user " + "password " + hexadecimal(40),
    "Weights & Biases key in a shell": "wandb login --relogin " + hexadecimal(40),
    "Weights & Biases key in os.environ": "os.environ['WANDB_" + "API_KEY'] = '" + hexadecimal(40) + "'",
    "Weights & Biases key, new form": "wandb_v1_" + mixed(60),
    "Cohere key": "COHERE_" + "API_KEY=" + mixed(40),
    "Cohere key that ends a sentence": "COHERE_" + "API_KEY=" + mixed(40) + ".",
    "Cohere key in JSON in quotes": '\\"COHERE_' + 'API_KEY\\": \\"' + mixed(40) + '\\"',
    "Mistral key": "export MISTRAL_" + "API_KEY='" + mixed(32) + "'",
    "Together key by name": "TOGETHER_" + "API_KEY: " + hexadecimal(64),
    "Together key": "tgp_v1_" + mixed(43),
    "Comet key": "COMET_" + "API_KEY=" + mixed(25),
    "Perplexity key": "pplx-" + mixed(48),
    "xAI key": "xai-" + mixed(80),
    "ElevenLabs key": "sk_" + hexadecimal(48),
    "Fireworks key": "fw_" + mixed(24),
    "Pinecone key": "pcsk_" + mixed(6) + "_" + mixed(63),
    "LangSmith key": "lsv2_pt_" + hexadecimal(32) + "_" + hexadecimal(10),
    "Kaggle token": "KGAT_" + hexadecimal(32),
    "Neptune token": "eyJhcGlf" + "YWRkcmVzcyI6" + mixed(100) + "==",
    "DigitalOcean token": "dop_v1_" + hexadecimal(64),
    "Grafana token": "glsa_" + mixed(32) + "_" + hexadecimal(8),
    "Linear key": "lin_api_" + mixed(40),
    "Notion token": "ntn_" + "12345098765" + mixed(35),
    "Supabase token": "sbp_" + hexadecimal(40),
    "Shopify token": "shpat_" + hexadecimal(32),
    "RubyGems token": "rubygems_" + hexadecimal(48),
    "JSON Web Token": "eyJhbGciOiJIUzI1NiJ9" + ".eyJ1c2VyIjoiYWxpY2UifQ." + mixed(43),
    "private key of a service account": '"private_key": "-----BEGIN PRIVATE ' + 'KEY-----\\n' + mixed(64) + '\\n"',
}  # fmt: skip
QUIET = {
    "placeholder of x": "hf_" + "x" * 34,
    "placeholder in words": "sk_live_your_key_goes_here_please",
    "Stripe's own example": "sk_test_" + "4eC39HqLyjWDarjtT1zdp7dc",
    "too short for SendGrid": "SG." + mixed(10) + "." + mixed(43),
    "not hexadecimal": "dapi" + mixed(32),
    "commit hash": "git checkout " + hexadecimal(40),
    "commit hash near W&B": "wandb, installed at commit " + hexadecimal(40),
    "commit hash near a key of W&B": "wandb has no key here, it is commit " + hexadecimal(40),
    "Google path": "https://a.b/1//0" + mixed(60),
    "W&B run address": "https://wandb.ai/team/project/runs/" + hexadecimal(40),
    "key from the environment": "COHERE_API_KEY=os.environ['COHERE_API_KEY_OF_THE_PROJECT']",
    "key from a function": "OPENAI_API_KEY = get_secret_from_the_vault()",
    "AWS name without a key": "AWS_SECRET_ACCESS_KEY=$(aws configure get aws_secret_access_key)",
    "AWS documentation's example": "aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    "hash without its name": "sha1 " + mixed(40),
    "Discord invitation": "https://discord.gg/" + mixed(10),
    "dotted name with Discord": "discord.ext.commands.GuildChannelConverterOfTheBot.convert_the_argument_now",
    "Discord token's form without Discord": "MTEyMjMzNDQ1NTY2Nzc4ODk5." + "GxYz1a." + mixed(38),
    "time of day": "at 12345678:AA",
    "signature outside an address": "a&sig=" + mixed(43) + "%3D",
    "Slack page": "https://slack.com/services/help/articles/" + mixed(20),
    "public key": "-----BEGIN PUBLIC " + "KEY-----\n" + mixed(64),
    "model name": "mistralai/Mixtral-8x7B-Instruct-v0.1-GPTQ-4bit-128g-actorder_True",
    "image of the Hub": "https://cdn-uploads.huggingface.co/production/uploads/" + hexadecimal(24) + "/" + mixed(21),
}  # fmt: skip


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_secret_is_found_and_masked(text: str) -> None:
    found = find_secrets(f"---\nlicense: mit\n---\n# M\n\n{text}\n")
    assert len(found) == 1
    hidden = mask(f"# M\n\n{text}\n")
    assert masked_for_a_stream(f"# M\n\n{text}\n") == hidden
    assert len(hidden) == len(text) + 6
    whole = f"---\nlicense: mit\n---\n# M\n\n{text}\n"
    for span, seen in found[0].parts:
        assert whole[span.start : span.end] not in hidden
        assert whole[span.start + seen : span.start + seen + 8] not in hidden
        assert seen <= SEEN


@pytest.mark.parametrize("text", QUIET.values(), ids=QUIET)
def test_what_only_looks_like_a_secret_is_left_alone(text: str) -> None:
    assert find_secrets(f"# M\n\n{text}\n") == ()
    assert mask(text) == text


@pytest.mark.parametrize("text", FOUND.values(), ids=FOUND)
def test_rule_wakes_for_every_secret(text: str) -> None:
    """A word of the text triggers the import of the rule; a kind of secret without one would be found only sometimes."""
    words = [sign.removeprefix("text:") for sign in RULE.signs]
    assert any(word in text.lower() for word in words)


def test_every_kind_of_the_data_has_an_example() -> None:
    named = {secret.name for text in FOUND.values() for secret in find_secrets(text)}
    others = {"token in an address", "key in an address"}  # examples of the rule itself
    assert {form.name for form in formats()} - named == others
    matched = {form.sign for text in FOUND.values() for form in formats() if form.sign in text}
    assert {"ghp_", "sk_live_", "AKIA", "dop_v1_", "shpat_"} <= matched


def test_data_says_where_it_is_from() -> None:
    data = json.loads((ROOT / "schemas" / "facts" / "secrets.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d", each["date"]) for each in data["source"])
    assert "MIT License" in data["source"][0]["name"]
    assert signs() == tuple(dict.fromkeys(signs()))
    assert find("exposed-secret") is RULE


def test_message_of_the_rule_names_the_secret_and_shows_only_its_beginning() -> None:
    from cardlint.lint.linter import lint_text

    token = FOUND["Stripe secret key"]
    (message,) = [each.message for each in lint_text(f"# M\n\n{token}\n") if each.name == "exposed-secret"]
    shown = f"(`{token[:4]}…`, {len(token)} characters)"
    assert message == f"anyone can read this Stripe key {shown}; revoke it, then remove it"


@pytest.mark.parametrize(
    ("before", "after"),
    [("\x1b[1m", "\x1b[0m"), ("\x1b]8;;file:///", "\x1b\\"), ("\x1b[1;36m", "\x1b[0m end")],
    ids=["bold", "link", "color"],
)
def test_styles_of_a_terminal_do_not_hide_a_secret(before: str, after: str) -> None:
    token = "hf_" + mixed(34)
    assert mask(f"{before}{token}{after}") == f"{before}hf_{token[3]}{'*' * 33}{after}"


def test_data_is_masked_in_keys_values_and_lists() -> None:
    token = "hf_" + mixed(34)
    hidden = mask(token)
    assert mask_data({token: [token, 1, {"a": (token,)}], "b": None}) == {
        hidden: [hidden, 1, {"a": [hidden]}],
        "b": None,
    }


def test_mask_ends_with_the_secret_in_an_id() -> None:
    token = "npm_" + mixed(36)
    assert Mask(token).text(f"use {token.replace('_', '-').lower()}!") == f"use npm-{'*' * 36}!"


def test_mask_recognizes_a_secret_that_is_cut_short() -> None:
    token = "SG." + mixed(22) + "." + mixed(43)
    known = Mask(f"key: {token}")
    assert known
    assert (
        known.text(f"reads {token[:20]}… and {token.lower()[4:20]}")
        == f"reads SG.q{'*' * 16}… and {token.lower()[4:20]}"
    )
    assert not Mask("# M\n")
    assert Mask("# M\n").text("as it is") == "as it is"
