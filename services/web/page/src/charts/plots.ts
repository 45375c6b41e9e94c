import { lazy } from 'react';

/** The drawings: they share one file of Recharts, which is loaded with the first of them. */
export const TrendPlot = lazy(() => import('./trend-plot.tsx').then((file) => ({ default: file.TrendPlot })));
export const RatesPlot = lazy(() => import('./rates-plot.tsx').then((file) => ({ default: file.RatesPlot })));
export const SpreadPlot = lazy(() => import('./spread-plot.tsx').then((file) => ({ default: file.SpreadPlot })));
export const CountsPlot = lazy(() => import('./counts-plot.tsx').then((file) => ({ default: file.CountsPlot })));
