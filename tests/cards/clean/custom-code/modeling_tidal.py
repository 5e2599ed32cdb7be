from transformers import PreTrainedModel


class TidalForCausalLM(PreTrainedModel): ...
