// Figures of indicators: found by name and year, put into the text as a reference that stays true.
{
  const { words, element, finder, choice, complaint, tell, check } = CKEDITOR.portal
  const labels = words.figure

  CKEDITOR.plugins.add("quotedfigure", {
    init(editor) {
      if (!editor.config.figuresUrl) return
      editor.addCommand("quotedfigure", new CKEDITOR.dialogCommand("quotedfigure", { allowedContent: "data[!value]" }))
      editor.ui.addButton("QuotedFigure", { label: labels.button, command: "quotedfigure", toolbar: "insert" })
    },
  })

  CKEDITOR.dialog.add("quotedfigure", (editor) => {
    let figures
    let chosen = null
    return {
      title: labels.title,
      minWidth: 420,
      minHeight: 280,
      contents: [
        {
          id: "info",
          label: labels.title,
          elements: [
            complaint(),
            choice({
              onLoad() {
                figures = finder({
                  label: labels.search,
                  address: editor.config.figuresUrl,
                  show: ({ name, number, unit }) => [
                    element("span", {}, name),
                    element("strong", {}, `${number} ${unit}`.trim()),
                  ],
                  pick(row) {
                    chosen = row
                  },
                })
                this.getElement().$.append(element("p", {}, labels.hint), figures.box)
                this.getDialog().addFocusable(new CKEDITOR.dom.element(figures.input), 0)
              },
              validate: check(() => (chosen ? "" : labels.missing)),
            }),
          ],
        },
      ],
      onShow() {
        chosen = null
        tell(this, "")
        figures.reset()
      },
      onFocus() {
        figures.input.focus()
      },
      onOk() {
        const figure = editor.document.createElement("data", { attributes: { value: chosen.reference } })
        figure.setText(chosen.number)
        editor.insertElement(figure)
        editor.insertText(chosen.unit ? ` ${chosen.unit}` : " ")
      },
    }
  })
}
