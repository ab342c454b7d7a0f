/** What the worker has around it that the standard types give to pages and other workers. */

/**
 * What the worker keeps: a line that the build puts before it. Names count from the root of the site; those of assets lead
 * to their digests.
 */
declare const KEPT: { version: string; pages: string[]; assets: Record<string, string> };

declare const clients: Clients;

declare const registration: ServiceWorkerRegistration;

declare function skipWaiting(): Promise<void>;

declare function addEventListener<Type extends keyof ServiceWorkerGlobalScopeEventMap>(
  type: Type,
  listener: (event: ServiceWorkerGlobalScopeEventMap[Type]) => void,
): void;

interface WorkerNavigator {
  readonly connection?: { readonly saveData: boolean };
}
