document.querySelector("#app").textContent = "⠼⠁⠃";
