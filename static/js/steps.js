// The buttons of a page's form: their words follow the typed moment, one folded list is open at a time.
// Of a page these two fields, of a change to a published one the third.
const day = document.getElementById("id_published_at_0")
const hour = document.getElementById("id_published_at_1")
const effect = document.getElementById("id_effect")
const buttons = document.querySelectorAll("button[data-later]")

// As the form itself reads them: portal/kit/formats.
const DAYS = [
  /^(?<day>\d{1,2})([\/.-])(?<month>\d{1,2})\2(?<year>\d{4})$/,
  /^(?<year>\d{4})-(?<month>\d{1,2})-(?<day>\d{1,2})$/,
]
const HOURS = /^(?<hour>\d{1,2})(?::(?<minute>\d{1,2})(?::\d{1,2})?|\s*(?:h|giờ)\s*(?<past>\d{1,2})?)$/i

// Moments are those of the site, counted as if they were UTC: the clock and the zone of this computer may be wrong.
const moment = (text) => Date.parse(`${text}Z`)
const ahead = moment(buttons[0]?.dataset.clock) - Date.now()

const typedMoment = () => {
  if (effect) return effect.value ? moment(effect.value) : null
  const date = DAYS.map((form) => day?.value.trim().match(form)).find(Boolean)?.groups
  const time = hour?.value.trim().normalize().match(HOURS)?.groups
  if (!date || !time) return null
  return Date.UTC(date.year, date.month - 1, date.day, time.hour, time.minute ?? time.past ?? 0)
}

const two = (number) => String(number).padStart(2, "0")
const words = (at) => {
  const date = new Date(at)
  const clock = `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`
  return `${two(date.getUTCDate())}/${two(date.getUTCMonth() + 1)}/${date.getUTCFullYear()} ${clock}`
}

const follow = () => {
  const at = typedMoment()
  const isLater = at !== null && at > Date.now() + ahead
  for (const button of buttons) {
    const { now, later } = button.dataset
    button.textContent = isLater ? later.replace("{moment}", words(at)) : now
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
