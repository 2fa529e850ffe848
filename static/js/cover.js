// Shows the picture that was just chosen in the library, or the file that will be uploaded.
const choice = document.querySelector(".cover-choice")
const upload = document.getElementById("id_cover_upload")

if (choice) {
  const input = choice.querySelector("input")
  const image = choice.querySelector("img")
  const show = () => {
    const number = /^\d+$/.test(input.value) ? input.value : ""
    choice.querySelector(".cover-name")?.remove()
    image.hidden = !number
    if (number) image.src = choice.dataset.thumbnails.replace("/0/", `/${number}/`)
  }
  // The admin's popup tells jQuery alone.
  window.django?.jQuery(input).on("change", show)
  // A file takes the place of a choice: say so where the choice is read.
  upload?.addEventListener("change", () => choice.classList.toggle("cover-replaced", upload.files.length > 0))
}
