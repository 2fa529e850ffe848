// A field with a list of choices below it, by ARIA 1.2: the focus stays in the field, arrows mark.
const set = (on, all) => Object.entries(all).forEach(([name, of]) => on.setAttribute(name, of))

const row = ({ text, kind, path }, id) => {
  const made = document.createElement("li")
  set(made, { role: "option", id, "data-path": path })
  made.append(text, Object.assign(document.createElement("small"), { textContent: kind }))
  return made
}

export const combobox = (field, label) => {
  const list = document.createElement("ul")
  Object.assign(list, { id: `${field.id}-goi-y`, className: "suggestions", hidden: true })
  set(list, { role: "listbox", "aria-label": label })
  set(field, { role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })
  field.after(list)
  let at = -1

  const mark = (to) => {
    list.children[at]?.setAttribute("aria-selected", false)
    list.children[(at = to)]?.setAttribute("aria-selected", true)
    set(field, { "aria-activedescendant": list.children[at]?.id ?? "" })
  }
  const show = (rows) => {
    list.replaceChildren(...rows.map((of, number) => row(of, `${list.id}-${number}`)))
    list.hidden = !rows.length
    set(field, { "aria-expanded": !list.hidden })
    mark(-1)
  }
  const go = (chosen) => chosen && location.assign(chosen.dataset.path)

  field.addEventListener("keydown", (event) => {
    const { key, isComposing } = event
    const last = list.children.length - 1
    if (list.hidden || isComposing) return
    if (key === "ArrowDown") mark(at < last ? at + 1 : 0)
    else if (key === "ArrowUp") mark(at > 0 ? at - 1 : last)
    else if (key === "Enter" && at >= 0) go(list.children[at])
    else if (key === "Escape") show([])
    else return
    event.preventDefault()
  })
  // Else the field would lose the focus, and the list go with it, before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault())
  list.addEventListener("click", (event) => go(event.target.closest("li")))
  show([])
  return show
}
