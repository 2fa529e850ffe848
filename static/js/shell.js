// How much waits is asked beside the page, so that no page waits for it; menus close as menus do.
const work = document.querySelector(".topbar-work")

const count = async () => {
  const answer = await fetch(work.dataset.number, { redirect: "manual" })
  if (!answer.ok) return
  const { number } = await answer.json()
  if (!number) return
  const place = work.querySelector("span")
  place.textContent = `(${number})`
  place.hidden = false
}
// Offline or signed out: the link leads to the list all the same.
if (work) count().catch(() => {})

// What a link of the same page leads to may lie in a section that is folded.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.('a[href^="#"]')
  let place = link && document.getElementById(link.hash.slice(1))
  while ((place = place?.parentElement?.closest("details"))) place.open = true
})

const menus = [...document.querySelectorAll(".topbar-menu")]
document.addEventListener("click", ({ target }) => {
  for (const menu of menus) if (!menu.contains(target)) menu.open = false
})
document.addEventListener("keydown", ({ key }) => {
  const open = menus.find((menu) => menu.open)
  if (key !== "Escape" || !open) return
  open.open = false
  open.querySelector("summary").focus()
})

// Beside the page the menu is in sight whether it is open or not; open it is so for everybody,
// for those too who are told of it in words.
const menu = document.querySelector(".worknav")
if (menu && CSS.supports("selector(::details-content)")) {
  const beside = window.matchMedia("(min-width: 1024px)")
  const follow = () => {
    menu.open = beside.matches
  }
  beside.addEventListener("change", follow)
  follow()
  // A long menu scrolls by itself: the page that is open is in sight in it.
  const current = menu.querySelector("[aria-current]")
  const below = current ? current.getBoundingClientRect().bottom - window.innerHeight : 0
  if (beside.matches && below > 0) menu.scrollTop += below + window.innerHeight / 3
}
