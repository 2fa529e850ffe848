// Shows a picture of the gallery large in the page; extras.js asks for it at the first press.
const part = (name, fields = {}) => Object.assign(document.createElement(name), fields)
const known = new WeakMap()

const made = (list) => {
  const links = [...list.querySelectorAll("a:has(img)")]
  const { close, next, previous } = list.dataset
  const image = part("img")
  const words = part("p")
  const count = part("span")
  const dialog = part("dialog", { className: "gallery-large" })
  const bar = part("div", { className: "gallery-bar" })
  let place = 0

  const show = (number) => {
    place = (number + links.length) % links.length
    const link = links[place]
    const small = link.querySelector("img")
    // What is there already stands in until the large one has come.
    image.src = small.currentSrc || small.src
    const large = new Image()
    large.onload = () => { if (links[place] === link) image.src = link.href }
    large.src = link.href
    image.alt = small.alt
    words.textContent = link.closest("figure").querySelector("figcaption")?.textContent.replace(/\s+/g, " ").trim() ?? ""
    count.textContent = `${place + 1} / ${links.length}`
    dialog.setAttribute("aria-label", small.alt)
  }
  const button = (text, press) => part("button", { type: "button", className: "button", textContent: text, onclick: press })

  bar.append(count)
  if (links.length > 1) bar.append(button(`← ${previous}`, () => show(place - 1)), button(`${next} →`, () => show(place + 1)))
  bar.append(button(close, () => dialog.close()))
  dialog.append(bar, image, words)
  document.body.append(dialog)

  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(place - 1)
    if (key === "ArrowRight") show(place + 1)
  })
  dialog.addEventListener("close", () => links[place].focus())
  return (link) => {
    show(links.indexOf(link))
    if (!dialog.open) dialog.showModal()
  }
}

export const open = (list, link) => {
  if (!known.has(list)) known.set(list, made(list))
  known.get(list)(link)
}
