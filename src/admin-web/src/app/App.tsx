import { I18nProvider } from '@cloudscape-design/components/i18n';
import messages from '@cloudscape-design/components/i18n/messages/all.en';
import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { keepPreviousData, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { asProblem } from '../api/problem';
import type { Session } from '../auth/session';
import { LiveProvider } from '../live/Live';
import { Waiting } from '../ui/Waiting';
import { AppContext } from './AppContext';
import type { AppConfig } from './config';
import { PageErrorBoundary } from './PageErrorBoundary';
import { useDark, useSettings } from './settings';
import { Shell } from './Shell';

const Orders = lazy(() => import('../features/orders/OrdersPage'));
const PlaceOrder = lazy(() => import('../features/orders/PlaceOrderPage'));
const Order = lazy(() => import('../features/orders/OrderPage'));
const Customers = lazy(() => import('../features/customers/CustomersPage'));
const Customer = lazy(() => import('../features/customers/CustomerPage'));
const Carrier = lazy(() => import('../features/carrier/CarrierPage'));
const Executions = lazy(() => import('../features/executions/ExecutionsPage'));
const Execution = lazy(() => import('../features/executions/ExecutionPage'));
const WaitingPage = lazy(() => import('../features/waiting/WaitingPage'));
const Clock = lazy(() => import('../features/clock/ClockPage'));
const Audit = lazy(() => import('../features/audit/AuditPage'));
const SettingsPage = lazy(() => import('../features/settings/SettingsPage'));
const NotFound = lazy(() => import('./NotFoundPage'));

function newClient() {
  return new QueryClient({
    defaultOptions: {
      queries: {
        staleTime: 2000,
        placeholderData: keepPreviousData,
        retry: (count, error) => count < 2 && asProblem(error).isPassing,
        refetchOnWindowFocus: true,
      },
      mutations: { retry: false },
    },
  });
}

export function App({ config, session }: { config: AppConfig; session: Session }) {
  const [client] = useState(newClient);
  const [app] = useState({ config, session });
  const isDark = useDark();
  const { density } = useSettings();
  useEffect(() => {
    applyMode(isDark ? Mode.Dark : Mode.Light);
    applyDensity(density === 'compact' ? Density.Compact : Density.Comfortable);
  }, [isDark, density]);

  const home = config.features.orders ? '/orders' : '/executions';
  return (
    <I18nProvider locale="en" messages={[messages]}>
      <AppContext value={app}>
        <QueryClientProvider client={client}>
          <LiveProvider config={config} session={session}>
            <BrowserRouter>
              <Shell>
                <PageErrorBoundary>
                  <Suspense fallback={<Waiting what="Page" />}>
                    <Routes>
                      <Route index element={<Navigate to={home} replace />} />
                      {config.features.orders && (
                        <>
                          <Route path="/orders" element={<Orders />} />
                          <Route path="/orders/new" element={<PlaceOrder />} />
                          <Route path="/orders/:orderId" element={<Order />} />
                          <Route path="/customers" element={<Customers />} />
                          <Route path="/customers/:customerId" element={<Customer />} />
                          <Route path="/carrier" element={<Carrier />} />
                          <Route path="/audit" element={<Audit />} />
                        </>
                      )}
                      <Route path="/executions" element={<Executions />} />
                      <Route path="/executions/:stateMachine/:name" element={<Execution />} />
                      <Route path="/waiting" element={<WaitingPage />} />
                      {config.features.demoClock && <Route path="/clock" element={<Clock />} />}
                      <Route path="/settings" element={<SettingsPage />} />
                      <Route path="*" element={<NotFound />} />
                    </Routes>
                  </Suspense>
                </PageErrorBoundary>
              </Shell>
            </BrowserRouter>
          </LiveProvider>
        </QueryClientProvider>
      </AppContext>
    </I18nProvider>
  );
}
