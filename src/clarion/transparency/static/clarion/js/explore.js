// The explorer without a new page: the same address is fetched, and what it shows takes the place of what was shown.
const form = document.getElementById("explore");
const view = document.getElementById("view");
const status = document.getElementById("explore-status");
let latest = 0;

/** The address that the form asks for, without what is left blank. */
function asked() {
  const given = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${location.pathname}?${new URLSearchParams(given)}`;
}

/** What is asked for inside of what is shown. */
const links = () => [...view.querySelectorAll("thead a, .view-turn a")];

/** Shows what lies at an address. Whatever goes wrong on the way, the browser goes there by itself. */
async function show(address, { keep = true, fill = false } = {}) {
  const mine = ++latest;
  view.setAttribute("aria-busy", "true");
  status.textContent = status.dataset.busy;
  try {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (answer.status !== 200 && answer.status !== 400) throw new Error(answer.statusText);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (mine !== latest) return;
    view.replaceChildren(...page.getElementById("view").childNodes);
    document.title = page.title;
    for (const field of form.elements) {
      const other = field.name && page.getElementById(field.id);
      if (!other) continue;
      if (fill) field.value = other.value;
      for (const name of ["aria-invalid", "aria-describedby"]) {
        if (other.hasAttribute(name)) field.setAttribute(name, other.getAttribute(name));
        else field.removeAttribute(name);
      }
    }
    if (keep) history.pushState(null, "", address);
    status.textContent = view.querySelector("#view-title")?.textContent ?? "";
    view.removeAttribute("aria-busy");
  } catch {
    location.assign(address);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  show(asked());
});
form.addEventListener("change", () => show(asked()));
view.addEventListener("click", async (event) => {
  const link = event.target.closest("thead a, .view-turn a");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const place = links().indexOf(link);
  const isLast = Boolean(link.closest(".view-turn"));
  await show(link.href, { fill: true });
  links().at(isLast ? -1 : place)?.focus();
});
addEventListener("popstate", () => show(location.href, { keep: false, fill: true }));
