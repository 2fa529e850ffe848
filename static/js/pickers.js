// What is chosen stands in a list, and select2 puts the cross that takes all of it away among the
// items without being one: it becomes an item, each time the list is made anew.
const listed = new WeakSet()
const makeItem = (list) => {
  for (const cross of list.querySelectorAll(":scope > :not(li)")) {
    const item = document.createElement("li")
    item.className = "select2-clear"
    cross.replaceWith(item)
    item.append(cross)
  }
}
const keepItems = (list) => {
  makeItem(list)
  if (listed.has(list)) return
  listed.add(list)
  new MutationObserver(() => makeItem(list)).observe(list, { childList: true })
}

// The fields in which one types to find a row are named by their label for who does not see it.
const name = (select) => {
  const label = document.querySelector(`label[for="${select.id}"]`)
  const shown = select.nextElementSibling
  if (!label || !shown?.matches(".select2")) return
  shown.querySelectorAll("ul.select2-selection__rendered").forEach(keepItems)
  label.id ||= `${select.id}_label`
  const box = shown.querySelector("[role=combobox]")
  const chosen = shown.querySelector(".select2-selection__rendered")
  if (chosen?.id) {
    box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`)
    chosen.setAttribute("aria-labelledby", label.id)
  } else {
    box.setAttribute("aria-labelledby", label.id)
  }
  shown.querySelector(".select2-search__field")?.setAttribute("aria-label", label.textContent.trim())
}

const nameAll = () => document.querySelectorAll("select.admin-autocomplete").forEach(name)

const jQuery = window.django?.jQuery
if (jQuery) {
  jQuery(nameAll)
  jQuery(document).on("formset:added select2:select select2:unselect", () => setTimeout(nameAll))
  jQuery(document).on("select2:open", ({ target }) => {
    const label = document.querySelector(`label[for="${target.id}"]`)
    const field = document.querySelector(".select2-dropdown .select2-search__field")
    if (label) field?.setAttribute("aria-label", label.textContent.trim())
  })
}
