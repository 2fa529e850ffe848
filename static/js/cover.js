// Shows the picture that was just chosen in the library, or the file that will be uploaded.
const show = (choice) => {
  const { value } = choice.querySelector("input")
  const image = choice.querySelector("img")
  const number = /^\d+$/.test(value) ? value : ""
  choice.querySelector(".cover-name")?.remove()
  image.hidden = !number
  if (number) image.src = choice.dataset.thumbnails.replace("/0/", `/${number}/`)
}

// The admin's popup tells jQuery alone; rows that come later are heard, too.
window.django?.jQuery(document).on("change", ".cover-choice input", (event) => show(event.target.closest(".cover-choice")))

// A file takes the place of a choice: say so where the choice is read.
document.addEventListener("change", ({ target }) => {
  if (!target.matches?.("input[type=file]")) return
  const choice = document.getElementById(target.id.replace(/cover_upload$/, "cover").replace(/-upload$/, "-picture"))
  choice?.closest(".cover-choice")?.classList.toggle("cover-replaced", target.files.length > 0)
})
