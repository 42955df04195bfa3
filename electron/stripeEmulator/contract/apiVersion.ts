/** The only version this emulator speaks; the types it is checked against are exactly this version's. */
export const API_VERSION = '2026-10-28.endive';
