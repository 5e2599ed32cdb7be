import torch
from kernels.benchmark import Benchmark


class SiluAndMul(Benchmark):
    def setup(self) -> None:
        self.x = torch.randn(16, 2048, device="cuda", dtype=torch.float16)
