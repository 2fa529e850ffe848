// The address beside the button into the clipboard; that it is there is said to everybody.
export const copy = async (button) => {
  const { address, done } = button.dataset
  const message = await navigator.clipboard.writeText(address).then(() => done, () => address)
  button.nextElementSibling.textContent = message
}
