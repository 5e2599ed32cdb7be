import gradio as gr
from transformers import pipeline

classify = pipeline("text-classification", model="example-org/film-sentiment")
gr.Interface(lambda text: classify(text)[0]["label"], "text", "label").launch()
