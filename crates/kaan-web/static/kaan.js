// What every page does with a script: sharing its address, saying that the link is down.
// Pages work without it; it keeps nothing and asks nobody.

const share = document.querySelector("[data-share]");
if (share && (navigator.share || navigator.clipboard)) {
  share.hidden = false;
  share.addEventListener("click", async () => {
    const url = document.querySelector("link[rel=canonical]")?.href ?? location.href;
    try {
      if (navigator.share) await navigator.share({ title: document.title, url });
      else {
        await navigator.clipboard.writeText(url);
        document.querySelector("[data-shared]").textContent = share.dataset.done;
      }
    } catch {
      // The reader closed the window of sharing.
    }
  });
}

const offline = document.querySelector("[data-offline]");
const tell = () => { if (offline) offline.hidden = navigator.onLine; };
addEventListener("online", tell);
addEventListener("offline", tell);
tell();

// An error summary takes the focus, so that it is read out and seen.
document.querySelector(".error-summary")?.focus();
