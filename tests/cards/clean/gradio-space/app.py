import gradio as gr
import spaces
from huggingface_hub import InferenceClient


@spaces.GPU
def answer(message: str, history: list[dict]) -> str:
    client = InferenceClient("Qwen/Qwen2.5-1.5B-Instruct")
    return client.chat_completion([*history, {"role": "user", "content": message}]).choices[0].message.content


gr.ChatInterface(answer, type="messages").launch(mcp_server=True)
