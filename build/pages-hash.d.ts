/** The SHA-256 (hex) of everything that decides what the built pages are: their sources, packages and settings. */
export declare function pagesHash(): string;
