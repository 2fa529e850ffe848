// A click into the picture sets its focal point; the two numbers can be typed as well.
const picture = document.querySelector(".focal")
const across = document.getElementById("id_focal_x")
const down = document.getElementById("id_focal_y")

if (picture && across && down) {
  const mark = picture.appendChild(document.createElement("span"))
  mark.className = "focal-mark"
  const show = () => {
    mark.style.left = `${across.value}%`
    mark.style.top = `${down.value}%`
  }
  picture.addEventListener("click", (event) => {
    const { left, top, width, height } = picture.getBoundingClientRect()
    across.value = Math.round((100 * (event.clientX - left)) / width)
    down.value = Math.round((100 * (event.clientY - top)) / height)
    show()
  })
  across.addEventListener("input", show)
  down.addEventListener("input", show)
  show()
}
