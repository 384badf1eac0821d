import "./api/jitless.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openApi } from "./api/the-api.ts";
import { App } from "./app.tsx";
import { listenForSounds } from "./counter/sounds.ts";
import "./kit/tokens.css";
import { recallLook } from "./look/look-store.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("index.html has no root");

// The gallery shows the kit alone: there is no core behind it.
const withGallery = VAFA_DEV || new URLSearchParams(location.search).has("gallery");
recallLook();
openApi("counter");
listenForSounds();
createRoot(root).render(
  <StrictMode>
    <App withGallery={withGallery} />
  </StrictMode>,
);
