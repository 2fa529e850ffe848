// A choice of a file speaks the language of the page: browsers name theirs in their own.
// Without this script the browser's own control stays, and works as well.
const NAMED = "fileChoice"

const dress = (input) => {
  const { choose, none } = input.dataset
  if (!choose || !input.id || input.dataset[NAMED] || input.id.includes("__prefix__")) return
  input.dataset[NAMED] = "1"
  const label = document.createElement("label")
  label.htmlFor = input.id
  label.className = "file-choice-button"
  label.textContent = choose
  const name = document.createElement("span")
  name.className = "file-choice-name"
  // Who listens hears it of the choice itself.
  name.ariaHidden = "true"
  // What was chosen before an error is named beside the field.
  const isHeld = Boolean(input.parentElement.querySelector(".held-file input"))
  const show = () => {
    name.textContent = [...input.files].map((file) => file.name).join(", ") || (isHeld ? "" : none)
  }
  show()
  input.classList.add("file-choice")
  input.after(label, name)
  input.addEventListener("change", show)
  input.form?.addEventListener("reset", () => setTimeout(show))
}

const dressAll = (place) => place.querySelectorAll('input[type="file"]').forEach(dress)

dressAll(document)
// A new row of a table of files; the name of its fields has just been given a number.
document.addEventListener("formset:added", ({ target }) => dressAll(target))
// A browser that comes back to a page may have kept the choice.
addEventListener("pageshow", () => dressAll(document))
