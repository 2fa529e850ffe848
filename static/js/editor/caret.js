// The line that is being typed stays above the bar with the buttons.
{
  const ROOM = 16

  const caretOf = (editor) => {
    const selection = getSelection()
    if (!selection.rangeCount || !editor.editable()?.$.contains(selection.focusNode)) return null
    const range = selection.getRangeAt(0)
    const [line] = range.getClientRects()
    // A caret in an empty line has no place of its own.
    const { startContainer: node } = range
    return line ?? (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement).getBoundingClientRect()
  }

  const keepInSight = (editor) => {
    const bar = document.querySelector(".page-bar")
    if (!bar || getComputedStyle(bar).position !== "sticky" || !editor.focusManager.hasFocus) return
    const caret = caretOf(editor)
    // As tall as the window it is no line: a whole text that was chosen.
    if (!caret || caret.height > innerHeight / 2) return
    const hidden = caret.bottom + ROOM - bar.getBoundingClientRect().top
    if (hidden > 0) scrollBy({ top: hidden, behavior: "instant" })
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    let waits = 0
    const soon = () => {
      cancelAnimationFrame(waits)
      waits = requestAnimationFrame(() => keepInSight(editor))
    }
    for (const event of ["change", "focus", "selectionChange", "key"]) editor.on(event, soon)
  })
}
