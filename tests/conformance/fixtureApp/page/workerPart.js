export const tellOrigin = () => 'loaded by the worker';
