// Whoever speaks to the computer can turn the key for the search off (WCAG 2.1.4).
export const offer = (place, name, isOff, turnOff) => {
  const box = place.querySelector("input")
  place.hidden = false
  box.checked = !isOff
  box.addEventListener("change", () => {
    turnOff(!box.checked)
    localStorage.setItem(name, box.checked ? "0" : "1")
  })
}
