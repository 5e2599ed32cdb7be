from transformers import PretrainedConfig


class TidalConfig(PretrainedConfig):
    model_type = "tidal"
