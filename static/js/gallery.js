// Shows a picture of a gallery large; extras.js brings it at the first press.
const part = (name, fields = {}) => Object.assign(document.createElement(name), fields)
const known = new WeakMap()

const made = (list) => {
  const links = [...list.querySelectorAll("a:has(img)")]
  const { close, next, previous } = list.dataset
  const image = part("img")
  const words = part("p")
  // An output is read out when it changes.
  const count = part("output")
  const dialog = part("dialog", { className: "gallery-large" })
  const bar = part("div", { className: "gallery-bar" })
  let place = 0

  const show = (number) => {
    place = (number + links.length) % links.length
    const link = links[place]
    const { currentSrc, src, alt } = link.querySelector("img")
    // The small one till the large one comes.
    image.src = currentSrc || src
    const large = new Image()
    large.onload = () => { if (links[place] === link) image.src = link.href }
    large.src = link.href
    image.alt = alt
    words.textContent = link.nextElementSibling?.textContent ?? ""
    count.textContent = `${place + 1} / ${links.length}`
    count.append(part("span", { className: "visually-hidden", textContent: `, ${alt}` }))
    dialog.setAttribute("aria-label", count.textContent)
  }
  const button = (textContent, onclick) => part("button", { type: "button", className: "button", textContent, onclick })

  bar.append(count)
  if (links[1]) bar.append(button(`← ${previous}`, () => show(place - 1)), button(`${next} →`, () => show(place + 1)))
  bar.append(button(close, () => dialog.close()))
  dialog.append(bar, image, words)
  document.body.append(dialog)

  dialog.onkeydown = ({ key }) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[key]
    if (step) show(place + step)
  }
  dialog.onclose = () => links[place].focus()
  return (link) => {
    show(links.indexOf(link))
    if (!dialog.open) dialog.showModal()
  }
}

export const open = (list, link) => {
  if (!known.has(list)) known.set(list, made(list))
  known.get(list)(link)
}
