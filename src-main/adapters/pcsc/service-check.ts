import { connect } from "node:net";
import { serviceAnswersMini } from "./pcsc-mini-driver.ts";

/** The socket of Debian's pcscd; libpcsclite itself takes another one from this variable. */
const SOCKET = "/run/pcscd/pcscd.comm";

/**
 * Whether a PC/SC service listens; undefined when this can't be told here. Asked before nfc-pcsc is started, which
 * never returns without a service. The service may still end in between: that is left to the watchdog.
 */
export function pcscServiceListens(): Promise<boolean | undefined> {
  if (process.platform !== "linux") return Promise.resolve(serviceAnswersMini());
  const { promise, resolve } = Promise.withResolvers<boolean>();
  // A connection also makes systemd start a pcscd that waits for its first client.
  const socket = connect(process.env["PCSCLITE_CSOCK_NAME"] ?? SOCKET);
  socket.once("connect", () => {
    socket.destroy();
    resolve(true);
  });
  socket.once("error", () => resolve(false));
  return promise;
}
