// Whoever speaks to the computer can turn the key for the search off (WCAG 2.1.4).
export const offer = (place, name, field) => {
  const box = place.querySelector("input")
  place.hidden = false
  box.checked = field.ariaKeyShortcuts
  box.addEventListener("change", () => {
    field.ariaKeyShortcuts = box.checked ? "/" : ""
    localStorage.setItem(name, box.checked ? "0" : "1")
  })
}
