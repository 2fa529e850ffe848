// The fields in which one types to find a row are named by their label for who does not see it.
const name = (select) => {
  const label = document.querySelector(`label[for="${select.id}"]`)
  const shown = select.nextElementSibling
  if (!label || !shown?.matches(".select2")) return
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
