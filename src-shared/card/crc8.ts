/**
 * CRC-8 over `bytes`, polynomial x^8+x^4+x^3+x^2+1 (1D), start value C7, no reflection, no final XOR: the checksum of
 * the MIFARE application directory (NXP AN10787 §3.7), used for the card's header. It finds accidents, not forgers.
 */
export function crc8(bytes: Uint8Array): number {
  let crc = 0xc7;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc & 0x80) === 0 ? (crc << 1) & 0xff : ((crc << 1) ^ 0x1d) & 0xff;
  }
  return crc;
}
