// The buttons of a page's form: their words follow the typed moment, one folded list is open at a time.
// Of a page these two fields, of a change to a published one the third.
const day = document.getElementById("id_published_at_0")
const hour = document.getElementById("id_published_at_1")
const effect = document.getElementById("id_effect")
const buttons = document.querySelectorAll("button[data-later]")

const typedMoment = () => {
  if (effect) return effect.value ? new Date(effect.value) : null
  const date = day?.value.trim().match(/^(\d{1,2})\/(\d{1,2})\/(\d{4})$/)
  const time = hour?.value.trim().match(/^(\d{1,2}):(\d{2})(?::\d{2})?$/)
  if (!date || !time) return null
  const [, dayOf, month, year] = date.map(Number)
  return new Date(year, month - 1, dayOf, Number(time[1]), Number(time[2]))
}

const two = (number) => String(number).padStart(2, "0")
const words = (moment) => {
  const clock = `${two(moment.getHours())}:${two(moment.getMinutes())}`
  return `${two(moment.getDate())}/${two(moment.getMonth() + 1)}/${moment.getFullYear()} ${clock}`
}

const follow = () => {
  const moment = typedMoment()
  const isLater = moment !== null && moment > new Date()
  for (const button of buttons) {
    const { now, later } = button.dataset
    button.textContent = isLater ? later.replace("{moment}", words(moment)) : now
  }
}

const moments = (effect ? [effect] : [day, hour]).filter(Boolean)
if (buttons.length && moments.length) {
  for (const field of moments) {
    for (const event of ["input", "change", "blur"]) field.addEventListener(event, follow)
  }
  // The calendar and the clock beside the fields write into them without an event.
  document.addEventListener("click", () => setTimeout(follow))
  follow()
}

const lists = [...document.querySelectorAll(".page-more")]
document.addEventListener("click", ({ target }) => {
  for (const list of lists) if (!list.contains(target)) list.open = false
})
document.addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && lists.find((each) => each.open && each.contains(event.target))
  if (!list) return
  list.open = false
  list.querySelector("summary").focus()
})

// The preview shows what is typed as soon as it is opened.
const preview = document.getElementById("page-preview")
preview?.addEventListener("toggle", () => {
  const button = preview.querySelector("button[formaction]")
  if (!preview.open) return
  button.form.requestSubmit(button)
  preview.scrollIntoView({ block: "start" })
})
