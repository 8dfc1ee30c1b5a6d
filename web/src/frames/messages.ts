// What the page says to its frames, and they to it and to the worker of charts.

export interface ChartTheme {
  font: string;
  ink: string;
  muted: string;
  line: string;
  colours: string[];
}

export interface ChartRequest {
  id: number;
  spec: string;  // JSON text, from the guest
  width: number;
  theme: ChartTheme;
}

// A mark with something to tell, in pixels of the picture.
export interface ChartTip {
  box: [left: number, top: number, right: number, bottom: number];
  text: string;
}

export type ChartReply = {id: number; svg: string; width: number; height: number; tips: ChartTip[]} | {id: number; error: string};

// Limits of a chart.
export const kSpecCharactersMax = 4_000_000;
export const kSvgCharactersMax = 8_000_000;
export const kTipsMax = 5000;
export const kTipCharactersMax = 500;
export const kDrawMsMax = 5000;  // a worker that takes longer is ended

// What page and the frame of HTML and pictures say to each other.
export type GuestFrameRequest = {html: string} | {picture: string; alternative: string} | 'ping';
export type GuestFrameReply = 'ready' | 'alive' | 'failed' | {width: number; height: number};
