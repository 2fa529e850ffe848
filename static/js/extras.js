// Comforts that no page needs; large ones come when asked for.
const each = (selector, act) => document.querySelectorAll(selector).forEach(act)
const field = document.querySelector("[role=search] [type=search]")
const OFF = "khong-dung-phim-tat"
let key = "/"
try {
  if (localStorage[OFF] === "1") key = ""
} catch {
  // Nothing may be stored: the box holds on its page.
}
if (field) field.ariaKeyShortcuts = key

// None in English; what failed is asked anew.
const bring = () => {
  const { suggest, combobox, label } = field.form.dataset
  field.onfocus = null
  if (suggest) Promise.all([import(suggest), import(combobox)]).then(
    ([ask, choose]) => ask.suggest(field, choose.combobox(field, label)),
    () => { field.onfocus = bring },
  )
}
if (field) field.onfocus = bring
if (field?.matches(":focus")) bring()

if (field) addEventListener("keydown", (event) => {
  if (event.key !== field.ariaKeyShortcuts || event.ctrlKey || event.altKey || event.metaKey) return
  if (event.defaultPrevented || event.target.closest?.("input, textarea, select, [contenteditable], [role=textbox]")) return
  event.preventDefault()
  // On narrow screens :target shows it.
  if (!field.offsetParent) location.hash = field.id
  field.focus()
})

each("[data-shortcut]", (place) => import(place.dataset.shortcut).then((it) => it.offer(place, OFF, field)))

// The telephone's sheet knows Zalo.
each("[data-share]", (button) => {
  const { title, address } = button.dataset
  button.hidden = !navigator.share
  button.onclick = () => navigator.share({ title, url: address })
})
each("[data-copy-link]", (button) => {
  button.hidden = !navigator.clipboard
  button.onclick = async () => (await import(button.dataset.copyLink)).copy(button)
})
each("[data-gallery]", (list) => (list.onclick = (event) => {
  const link = event.target.closest("a:has(img)")
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return
  event.preventDefault()
  import(list.dataset.gallery).then((it) => it.open(list, link), () => location.assign(link))
}))
