// Keys for the inbox: j and k move, x chooses, Enter opens, / searches, ? tells them. Nothing needs them.
(() => {
  const rows = [...document.querySelectorAll("[data-desk-row]")];
  let at = -1;

  const go = (to) => {
    if (!rows.length) return;
    rows[at]?.removeAttribute("data-desk-here");
    at = Math.max(0, Math.min(rows.length - 1, to));
    rows[at].setAttribute("data-desk-here", "");
    rows[at].querySelector("th a").focus();
    rows[at].scrollIntoView({ block: "nearest" });
  };

  const typing = (element) =>
    element.isContentEditable || /^(input|select|textarea)$/i.test(element.tagName) && element.type !== "checkbox";

  const keys = {
    j: () => go(at + 1),
    k: () => go(at < 0 ? 0 : at - 1),
    x: () => rows[at]?.querySelector("input[type=checkbox]").click(),
    "/": () => document.getElementById("id_q").focus(),
    "?": () => {
      const help = document.getElementById("desk-keys");
      help.open = !help.open;
      if (help.open) help.querySelector("summary").focus();
    },
  };

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }, { capture: true });
  rows.forEach((row, number) => row.addEventListener("focusin", () => {
    rows[at]?.removeAttribute("data-desk-here");
    at = number;
    row.setAttribute("data-desk-here", "");
  }));
})();
