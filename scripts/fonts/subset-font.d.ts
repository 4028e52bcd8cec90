declare module "subset-font" {
  type Options = {
    targetFormat: "woff2";
    /** The range to keep of each axis. */
    variationAxes: Record<string, { min: number; max: number }>;
    /** Tags of OpenType. */
    keepFeatures: readonly string[];
  };
  export default function subsetFont(font: Buffer, characters: string, options: Options): Promise<Buffer>;
}
