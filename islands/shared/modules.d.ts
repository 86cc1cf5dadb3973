// Modules that the build makes (build/build.mjs): nothing else.

declare module "words:*" {
  const words: Record<string, string>;
  export default words;
}
declare module "file:*" {
  const name: string;
  export default name;
}
