interface PolicyRules {
  createHTML: (text: string) => string | null;
  createScriptURL: (url: string) => string | null;
}
interface TrustedTypesFactory {
  createPolicy: (name: string, rules: PolicyRules) => unknown;
}
declare global {
  interface Window {
    readonly trustedTypes?: TrustedTypesFactory;
  }
}

/**
 * SECURITY: the page's policy demands Trusted Types. Mantine writes its CSS variables with innerHTML and React gives
 * the PDF worker's address as text; everything else that reaches these sinks is refused. This module has to be the
 * first one that runs: without the policy Mantine's first render throws.
 */
window.trustedTypes?.createPolicy('default', {
  createHTML: (text) => (text.includes('<') ? null : text),
  createScriptURL: (url) => {
    const target = new URL(url, location.href);
    const isOwnAsset = target.origin === location.origin && target.pathname.startsWith('/assets/');
    return isOwnAsset ? url : null;
  },
});

export {};
