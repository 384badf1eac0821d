import "../api/jitless.ts";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { openApi } from "../api/the-api.ts";
import "../kit/tokens.css";
import { CustomerDisplay } from "./customer-display.tsx";
import { lookAfterPairing } from "./look-after-pairing.ts";

const root = document.getElementById("root");
if (root === null) throw new Error("display.html has no root");

openApi("display");
lookAfterPairing();
createRoot(root).render(
  <StrictMode>
    <CustomerDisplay />
  </StrictMode>,
);
