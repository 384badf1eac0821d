import { config } from "zod";

// Zod tries `new Function` for speed, which the content policy refuses and reports. Imported first, before any schema.
config({ jitless: true });
