/* Comfort on the page of a public copy: hide what is selected, and draw boxes. Without it, both are typed. */
(() => {
  const form = document.querySelector("[data-desk-redaction]");
  if (!form) return;
  const phrases = form.querySelector("[data-desk-phrases]");
  const boxes = form.querySelector("[data-desk-boxes]");
  const add = (field, line) => {
    field.value = field.value.trim() ? `${field.value.trimEnd()}\n${line}` : line;
  };

  const button = document.querySelector("[data-desk-hide-selection]");
  const original = document.querySelector("[data-desk-original]");
  if (button && original) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const selection = document.getSelection();
      const phrase = selection.toString().replace(/\s+/g, " ").trim();
      if (!phrase || !original.contains(selection.anchorNode)) return;
      add(phrases, phrase);
      selection.removeAllRanges();
    });
  }

  if (!boxes) return;
  const frames = [...document.querySelectorAll("[data-desk-page]")];
  const place = (box, left, top, width, height) => {
    Object.assign(box.style, { left: `${left}%`, top: `${top}%`, width: `${width}%`, height: `${height}%` });
  };
  const draw = () => {
    for (const frame of frames) frame.querySelectorAll(".desk-box").forEach((one) => one.remove());
    for (const line of boxes.value.split("\n")) {
      const found = line.match(/^\s*(\d+)\s*:\s*([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)[\s,]+([\d.]+)\s*$/);
      const frame = found && frames.find((one) => one.dataset.deskPage === found[1]);
      if (!frame) continue;
      const box = document.createElement("span");
      box.className = "desk-box";
      place(box, ...found.slice(2).map(Number));
      frame.append(box);
    }
  };
  boxes.addEventListener("input", draw);

  for (const frame of frames) {
    frame.classList.add("desk-page__frame--drawing");
    let start = null;
    let box = null;
    const at = (event) => {
      const around = frame.getBoundingClientRect();
      const share = (value, size) => Math.min(100, Math.max(0, (100 * value) / size));
      return [share(event.clientX - around.left, around.width), share(event.clientY - around.top, around.height)];
    };
    const between = (one, other) => [
      Math.min(one[0], other[0]), Math.min(one[1], other[1]), Math.abs(one[0] - other[0]), Math.abs(one[1] - other[1]),
    ];
    frame.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      event.preventDefault();
      frame.setPointerCapture(event.pointerId);
      start = at(event);
      box = document.createElement("span");
      box.className = "desk-box";
      frame.append(box);
    });
    frame.addEventListener("pointermove", (event) => {
      if (start) place(box, ...between(start, at(event)));
    });
    const end = (event) => {
      if (!start) return;
      const found = between(start, at(event));
      start = null;
      if (event.type === "pointerup" && found[2] > 0.3 && found[3] > 0.3) {
        add(boxes, `${frame.dataset.deskPage}: ${found.map((one) => one.toFixed(1)).join(" ")}`);
      }
      draw();
    };
    frame.addEventListener("pointerup", end);
    frame.addEventListener("pointercancel", end);
  }
  draw();
})();
