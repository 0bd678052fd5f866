import '../../components/theme.css';
import { render } from 'preact';
import { i18n } from '#i18n';
import { setUpPage } from '../../components/page-setup';
import { Panel } from './panel';
import './sidepanel.css';

setUpPage(i18n.t('sidepanel.pageTitle'));
render(<Panel />, document.getElementById('app') ?? document.body);
