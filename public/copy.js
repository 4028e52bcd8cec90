// The button that copies the secret of a small page (app/_http/responses.ts). If the browser forbids that, it
// selects the text instead.
const secret = document.getElementById("secret");
const copy = document.getElementById("copy");
const copied = document.getElementById("copied");
copy.hidden = false;
copy.addEventListener("click", async () => {
  try {
    await navigator.clipboard.writeText(secret.value);
  } catch {
    secret.select();
    return;
  }
  copied.textContent = copied.dataset.words;
  setTimeout(() => {
    copied.textContent = "";
  }, 4000);
});
