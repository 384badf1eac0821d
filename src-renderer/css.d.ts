/** What the bundler makes of a style sheet: class names of a module, or nothing but its effect. */
declare module "*.module.css" {
  const classes: Readonly<Record<string, string>>;
  // oxlint-disable-next-line import/no-default-export -- the bundler gives the names as the default export
  export default classes;
}
declare module "*.css" {}

/** The hash of the sources that these pages were built from; put in by the bundler. */
declare const VAFA_BUILD: string;
/** True only under the development server: shows the gallery of the kit. */
declare const VAFA_DEV: boolean;
