// A button that prints the receipt, where there is JavaScript to press it with.
for (const button of document.querySelectorAll("[data-desk-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}
