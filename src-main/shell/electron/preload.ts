import { contextBridge, ipcRenderer } from "electron";
import { pageBridge } from "./page-bridge.ts";

/** Runs in the sandbox before each page: the page gets the bridge and nothing else. Bundled to one CommonJS file. */
contextBridge.exposeInMainWorld("vafa", pageBridge(ipcRenderer));
