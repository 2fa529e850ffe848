// What is pasted and cannot stay is told: nobody should find out from a reader.
{
  const labels = CKEDITOR.portal.words.removed
  const LASTS = 12_000

  // Each with how to count it in the pasted HTML.
  const losses = [
    [labels.frames, "iframe, object, embed, video, audio, canvas"],
    [labels.drawings, "svg, math"],
    [labels.forms, "form, input, select, textarea, button"],
    [labels.foreign, 'img[src^="http"]'],
    [labels.local, 'img[src^="file:"], img[src^="webkit-fake-url:"], img[src^="blob:"]'],
    [labels.colours, '[style*="color"], [style*="background"], font[color], [bgcolor]'],
    [labels.fonts, '[style*="font-family"], [style*="font-size"], font[face], font[size]'],
  ]

  const lost = (html) => {
    const { body } = new DOMParser().parseFromString(html, "text/html")
    const own = (node) => node.src?.startsWith(`${location.origin}/media/`)
    return losses
      .map(([name, selector]) => [name, [...body.querySelectorAll(selector)].filter((node) => !own(node)).length])
      .filter(([, number]) => number)
  }

  CKEDITOR.on("instanceReady", ({ editor }) => {
    editor.on("paste", ({ data }) => {
      if (!data.dataValue || editor.getSelection()?.isFake) return
      if (data.dataTransfer.getTransferType(editor) === CKEDITOR.DATA_TRANSFER_INTERNAL) return
      const found = lost(data.dataTransfer.getData("text/html") || data.dataValue)
      if (!found.length) return
      const names = found.map(([name, number]) => (name.includes("%1") ? name.replace("%1", number) : name))
      editor.showNotification(`<strong>${labels.title}</strong> ${names.join("; ")}. ${labels.hint}`, "info", LASTS)
    }, null, null, 2)
  })
}
